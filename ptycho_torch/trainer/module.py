"""A reconstruction network as Lightning trains it, by automatic optimisation."""

from typing import Any

from lightning.pytorch import LightningModule
from lightning.pytorch.callbacks import Timer
from torch.optim import Optimizer
from torch.optim.lr_scheduler import ReduceLROnPlateau

from ptycho.config.hashes import config_hashes
from ptycho_generated.kwargs import (
    label_objective_kwargs,
    objective_kwargs,
    schedule_kwargs,
)
from ptycho_generated.settings import TrainSettings
from ptycho_torch.data.groups import GroupBatch
from ptycho_torch.model.label_objective import label_objective
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.objective import Objective, held_out_objective
from ptycho_torch.schedulers import learning_rate_factor
from ptycho_torch.trainer.clipping import clip_adaptively
from ptycho_torch.trainer.nonfinite import (
    BatchPlace,
    are_finite,
    loss_of_nothing,
    skip_or_stop,
)
from ptycho_torch.trainer.optimizers import (
    PLANNED,
    build_optimizer,
    build_plateau,
    build_scheduler,
)
from ptycho_torch.trainer.plain import plain_settings


class ReconstructionModule(LightningModule):
    """Trains a network on groups of patterns; the loss is taken on patterns it was not shown.

    Logs ``val_loss`` per validation; `CurveRecorder` logs the rest.
    """

    def __init__(self, network: ReconstructionNetwork, settings: TrainSettings) -> None:
        super().__init__()
        self.network = network
        self._settings = settings
        self._total_steps = float("inf")
        self._plateau: ReduceLROnPlateau | None = None
        self._plateau_state: dict[str, Any] | None = None
        self._validated = False
        self._goes_on = False
        self._max_steps = -1
        self._has_learned = False  # since the last step
        self.has_started = False
        """Whether a step may have been taken; what fails before fails for the checkpoint."""
        self.save_hyperparameters(plain_settings(settings))

    def training_step(self, batch: GroupBatch, batch_idx: int) -> dict[str, Any] | None:
        """Objective of a batch of groups, a scalar, and what is to be recorded of it.

        None where it is not finite and the batch is to be skipped, or a loss from which nothing is
        learned where other processes wait for its gradient. Raises InputError where it is not to
        be skipped, after the batch has been written to the run folder.
        """
        objective = self._objective(batch)
        if batch_idx % self.trainer.accumulate_grad_batches == 0:
            self._has_learned = False
        if not self._may_step(objective, batch, batch_idx):
            alone = self.trainer.world_size == 1
            return None if alone else {"loss": loss_of_nothing(self.parameters())}
        self._has_learned = True
        return {
            "loss": objective.objective * self._share_of_step(batch_idx),
            "train_objective": objective.objective.detach(),
            "train_loss": objective.value,
            "lr": self.trainer.optimizers[0].param_groups[-1]["lr"],
        }

    def _may_step(self, objective: Objective, batch: GroupBatch, batch_idx: int) -> bool:
        finite = bool(objective.objective.isfinite())
        if self.trainer.world_size > 1:  # all processes step, or none
            finite = bool(self.trainer.strategy.reduce_boolean_decision(finite, all=True))
        if not finite:
            value, size = float(objective.objective.detach()), self._settings.training.batch_size
            place = BatchPlace(self.trainer.current_epoch, batch_idx, size, batch.n_groups)
            skip_or_stop(self._settings, place, value, batch, are_finite(self.parameters()))
        return finite

    def _share_of_step(self, batch_idx: int) -> float:
        """What makes up for an epoch whose last step accumulates fewer batches than the others."""
        accumulated = self.trainer.accumulate_grad_batches
        left = int(self.trainer.num_training_batches) % accumulated
        is_left = left and batch_idx >= int(self.trainer.num_training_batches) - left
        return accumulated / left if is_left else 1.0

    def validation_step(self, batch: GroupBatch, batch_idx: int) -> None:
        """Log the loss on the groups of the validation scan."""
        self._log_mean("val_loss", batch)

    def test_step(self, batch: GroupBatch, batch_idx: int) -> None:
        """Log the loss of the best weights on all of the validation scan."""
        self._log_mean("test_loss", batch, logger=False)

    def _log_mean(self, name: str, batch: GroupBatch, *, logger: bool = True) -> None:
        value = self._objective(batch).value
        self.log(name, value, logger=logger, batch_size=batch.n_groups, sync_dist=True)

    def _objective(self, batch: GroupBatch) -> Objective:
        reconstruction = self.network(batch.inputs, batch.canvas_shapes)
        if self._settings.training.model.model_type == "supervised":
            assert batch.labels is not None
            arguments = label_objective_kwargs(self._settings)
            return label_objective(reconstruction, batch.labels, batch.inputs, **arguments)
        judges = batch.inputs if self.network.learns_from_inputs else batch.held_out
        return held_out_objective(reconstruction, judges, **objective_kwargs(self._settings))

    def configure_optimizers(self) -> Any:
        """The optimiser, and a schedule of its learning rate."""
        self.trainer.fit_loop.setup_data()  # without it, an epoch has no length yet
        self._total_steps = self.trainer.estimated_stepping_batches
        optimizer = build_optimizer(self._settings, self.network)
        if self._goes_on:
            # With a limit on steps, Lightning would end an epoch that has ended once more.
            self._max_steps = self.trainer.max_steps
            self.trainer.fit_loop.epoch_loop.max_steps = -1
        self._plateau = build_plateau(self._settings, optimizer)
        if self._plateau is not None:
            if self._plateau_state is not None:
                self._plateau.load_state_dict(self._plateau_state)
            return optimizer
        schedule = build_scheduler(
            self._settings, optimizer, self._total_steps, self._learning_rate_factor
        )
        return {"optimizer": optimizer, "lr_scheduler": schedule}

    def on_before_optimizer_step(self, optimizer: Optimizer) -> None:
        """Leave the weights as they are where every batch of this step was skipped."""
        if not self._has_learned:
            for parameter in self.parameters():
                parameter.grad = None

    def configure_gradient_clipping(
        self,
        optimizer: Optimizer,
        gradient_clip_val: float | None = None,
        gradient_clip_algorithm: str | None = None,
    ) -> None:
        """Clip as the Trainer does it, or adaptively, which it cannot."""
        execution = self._settings.execution
        if execution.gradient_clip_algorithm == "agc":
            assert execution.gradient_clip_val is not None
            clip_adaptively(self.network.parameters(), execution.gradient_clip_val)
        else:
            super().configure_gradient_clipping(
                optimizer, gradient_clip_val, gradient_clip_algorithm
            )

    def on_train_start(self) -> None:
        """Put back the limit on steps."""
        self.has_started = True
        if self._goes_on:
            self.trainer.fit_loop.epoch_loop.max_steps = self._max_steps

    def on_validation_epoch_end(self) -> None:
        """Note that there is a new validation loss."""
        self._validated = not self.trainer.sanity_checking

    def on_train_epoch_end(self) -> None:
        """Tell the loss to a schedule that waits for it; checkpoints come after this."""
        has_validation = any(self.trainer.num_val_batches)
        metric = "val_loss" if has_validation else "train_loss"
        if self._plateau is not None and (self._validated or not has_validation):
            self._plateau.step(self.trainer.callback_metrics[metric])
        self._validated = False

    def on_save_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        """Keep the hashes of the configuration, and a schedule that Lightning does not know."""
        checkpoint["config_hash"] = config_hashes(self._settings)
        if self._plateau is not None:
            checkpoint["plateau"] = self._plateau.state_dict()

    def on_load_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        """Take up a schedule; how long the run is planned to be, the new settings say."""
        self._goes_on = True
        self._plateau_state = checkpoint.get("plateau")
        for state in checkpoint.get("lr_schedulers", []):
            for name in PLANNED:
                state.pop(name, None)

    def progress(self) -> float:
        """Share of the training that is done, 0 to 1, by steps or by time, whichever is further."""
        return self._progress_at(self.trainer.global_step)

    def _progress_at(self, step: int) -> float:
        shares = [step / self._total_steps]
        for timer in self.trainer.callbacks:  # type: ignore[attr-defined]
            if isinstance(timer, Timer) and (left := timer.time_remaining()) is not None:
                spent = timer.time_elapsed()
                shares.append(spent / (spent + left) if spent + left > 0 else 1.0)
        return min(max(shares), 1.0)

    def _learning_rate_factor(self, step: int) -> float:
        accumulated = self.trainer.accumulate_grad_batches
        steps_per_epoch = max(1, -(-int(self.trainer.num_training_batches) // accumulated))
        return learning_rate_factor(
            **schedule_kwargs(self._settings),
            step=step,
            epoch=step // steps_per_epoch,
            progress=self._progress_at(step),
        )
