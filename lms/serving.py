"""The processes: granian for pages, Huey's consumer for jobs."""

from granian import Granian
from granian.constants import Interfaces
from huey import Huey
from huey.consumer_options import ConsumerConfig

from lms.kernel.settings import Settings
from lms.web import assets


def serve(settings: Settings, *, address: str, port: int, workers: int) -> None:
    """Serve until asked to stop."""
    settings.home.mkdir(parents=True, exist_ok=True)
    assets.build(settings.home / "assets")
    Granian(
        "lms.app:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=address,
        port=port,
        workers=workers,
        blocking_threads=8,
        respawn_failed_workers=True,
    ).serve()


def work(huey: Huey) -> None:
    """Do jobs until asked to stop."""
    config = ConsumerConfig(workers=1, periodic=True, worker_type="thread")
    config.setup_logger()
    huey.create_consumer(**config.values).run()
