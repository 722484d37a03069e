"""The loss of each epoch, told to somebody who may end the training for it."""

from collections.abc import Callable

from lightning.pytorch import Callback, LightningModule, Trainer

Judge = Callable[[int, float], bool]
"""Takes the epoch, counted from 1, and its loss; says whether the training is to end."""


class LossReport(Callback):
    """Tells a judge a metric after each epoch in which it was taken."""

    def __init__(self, judge: Judge, metric: str) -> None:
        self._judge = judge
        self._metric = metric
        self._validated = False
        self.gave_up = False
        """Whether the judge has ended the training."""

    def on_validation_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Note that there is a new validation loss."""
        self._validated = not trainer.sanity_checking

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Tell the newest loss, and end the training if the judge says so."""
        if self._metric == "val_loss" and not self._validated:
            return
        self._validated = False
        newest = trainer.callback_metrics.get(self._metric)
        if newest is not None and self._judge(trainer.current_epoch + 1, float(newest)):
            self.gave_up = trainer.should_stop = True
