"""The tables of the mail: what came in, what goes out, what became of it, and who is at work on it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text, text

from parchi.adapters.database import Json, Moment, metadata

Number = BigInteger().with_variant(Integer, "sqlite")  # only an INTEGER key counts up by itself in SQLite

IS_WAITING = text("state = 'waiting'")
IS_UNSENT = text("state IN ('waiting', 'sending')")
IS_KEPT = text("state = 'kept'")
"""Written out, not bound: SQLite uses a partial index only where the query repeats its condition."""

inbox = Table(
    "inbox",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("message_sid", String(64), nullable=False, unique=True),
    Column("sender", String(64), nullable=False),
    Column("said", String(64), nullable=False),
    Column("form", Json, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", String(10), nullable=False, server_default="waiting"),  # waiting, done, double, limited, failed
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error_id", String(16)),
    Column("done_at", Moment),
)
Index("ix_inbox_waiting", inbox.c.id, sqlite_where=IS_WAITING, postgresql_where=IS_WAITING)
Index("ix_inbox_sender", inbox.c.sender, inbox.c.id)
Index("ix_inbox_said", inbox.c.sender, inbox.c.said, inbox.c.id)

leases = Table(
    "leases",
    metadata,
    Column("key", String(64), primary_key=True),  # a customer's number, or the name of a role that one may play
    Column("owner", String(64), nullable=False),
    Column("until", Moment, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("receiver", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("content_sid", String(64)),
    Column("variables", Json),
    Column("media_url", Text),
    Column("state", String(10), nullable=False, server_default="waiting"),  # sending, sent, delivered, failed, kept
    Column("not_before", Moment),
    Column("owner", String(64)),
    Column("until", Moment),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("is_in_doubt", Boolean, nullable=False, server_default=text("false")),
    Column("looks", Integer, nullable=False, server_default="2"),
    Column("doubled", Integer, nullable=False, server_default="0"),
    Column("first_tried_at", Moment),
    Column("message_sid", String(64), unique=True),
    Column("cause", Text),
    Column("answers", Number),  # the inbox row that this replies to
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
)
Index("ix_outbox_unsent", outbox.c.id, sqlite_where=IS_UNSENT, postgresql_where=IS_UNSENT)
Index("ix_outbox_unsent_of", outbox.c.receiver, outbox.c.id, sqlite_where=IS_UNSENT, postgresql_where=IS_UNSENT)
Index("ix_outbox_kept", outbox.c.receiver, sqlite_where=IS_KEPT, postgresql_where=IS_KEPT)
Index("ix_outbox_receiver", outbox.c.receiver, outbox.c.id)

delivery_reports = Table(
    "delivery_reports",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("outbox_id", Number, nullable=False, index=True),
    Column("message_sid", String(64), nullable=False),
    Column("status", String(20), nullable=False),
    Column("error_code", Integer),
    Column("at", Moment, nullable=False),
)

alarms = Table(
    "alarms",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("kind", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("was_told", Boolean, nullable=False),
)
Index("ix_alarms_kind", alarms.c.kind, alarms.c.at)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("at", Moment, nullable=False),
)
