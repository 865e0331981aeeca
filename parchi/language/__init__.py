"""What customers' words mean: pure functions over text, no Rasa, no database."""

from os import environ

from parchi import compiled

__path__ = compiled.where_modules_are(__path__, environ)
