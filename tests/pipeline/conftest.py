"""The pipeline's parts as the wire's tests make them."""

from tests.wire.conftest import (  # noqa: F401
    api,
    letters,
    mail,
    make_carrier,
    make_sender,
    make_worker,
    open_shop,
    running,
    stand_in,
    turn,
    wire,
)
