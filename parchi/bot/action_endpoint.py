"""The action endpoint: runs the shop's actions in the bot's own process, where stock Rasa asks a server by HTTP."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

_RESULT = Draft7Validator(RemoteAction.action_response_format_spec())


class InProcessActions(EndpointConfig):
    """What Rasa takes for an action server; a request is a function call."""

    def __init__(self, package: str = "actions") -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Run the action that Rasa asks for and return its events and responses."""
        return await self._executor.run(kwargs["json"])


def validate_results_quickly() -> None:
    """Check an action's result with a schema compiled once: Rasa re-checks the schema itself, 35 ms an action."""
    RemoteAction._validate_action_result = _is_valid_result


def _is_valid_result(_action: RemoteAction, result: dict[str, Any]) -> bool:
    _RESULT.validate(result)
    return True
