"""Rate limits: by account or name that is tried, not by address alone (a class shares one)."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, headers_enabled=False, strategy="moving-window")
