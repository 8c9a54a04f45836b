"""Properties are searched without a clock: a busy machine is no reason to fail."""

from hypothesis import settings

settings.register_profile("courses", deadline=None)
settings.load_profile("courses")
