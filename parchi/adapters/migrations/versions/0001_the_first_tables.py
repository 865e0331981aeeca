"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """To this step."""
    op.create_table(
        "alarms",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("was_told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
    )
    with op.batch_alter_table("alarms", schema=None) as batch_op:
        batch_op.create_index("ix_alarms_kind", ["kind", "at"], unique=False)

    op.create_table(
        "baskets",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("customer", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("kirana", sa.String(length=80), nullable=True),
        sa.Column("pickup", sa.Text(), nullable=True),
        sa.Column("touched", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_baskets")),
    )
    with op.batch_alter_table("baskets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_baskets_customer"), ["customer"], unique=False)

    op.create_table(
        "conversations",
        sa.Column("pseudonym", sa.String(length=64), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_conversations")),
    )
    op.create_table(
        "customers",
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("pseudonym", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("has_chosen_language", sa.Boolean(), nullable=False),
        sa.Column("messages_stopped", sa.Boolean(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("pincode", sa.String(length=6), nullable=True),
        sa.Column("place_words", sa.Text(), nullable=True),
        sa.Column("last_heard_at", sa.DateTime(), nullable=True),
        sa.Column("is_greeted", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_shopping", sa.Boolean(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("nonsense", sa.Integer(), nullable=False),
        sa.Column("preferences", sa.Text(), nullable=False),
        sa.Column("spoken_of", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_customers")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_customers_pseudonym")),
    )
    op.create_table(
        "delivery_reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("outbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_sid", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_reports")),
    )
    with op.batch_alter_table("delivery_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_reports_outbox_id"), ["outbox_id"], unique=False)

    op.create_table(
        "desk_visits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("method", sa.String(length=8), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_visits")),
    )
    with op.batch_alter_table("desk_visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_visits_at"), ["at"], unique=False)

    op.create_table(
        "figures",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("labels", sa.String(length=200), nullable=False),
        sa.Column("sum", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", "labels", name=op.f("pk_figures")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "holds",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("kirana", sa.String(length=80), nullable=False),
        sa.Column("sku", sa.String(length=120), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_holds")),
    )
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holds_owner"), ["owner"], unique=False)
        batch_op.create_index(batch_op.f("ix_holds_until"), ["until"], unique=False)

    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("message_sid", sa.String(length=64), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("said", sa.String(length=64), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="waiting", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error_id", sa.String(length=16), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("message_sid", name=op.f("uq_inbox_message_sid")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_said", ["sender", "said", "id"], unique=False)
        batch_op.create_index("ix_inbox_sender", ["sender", "id"], unique=False)
        batch_op.create_index(
            "ix_inbox_waiting",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "items",
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("english", sa.Text(), nullable=False),
        sa.Column("hindi", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("measure", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_items")),
    )
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_items_category"), ["category"], unique=False)

    op.create_table(
        "khatas",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kirana", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("customer", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_khatas")),
        sa.UniqueConstraint("kirana", "key", name="uq_khatas_kirana_key"),
    )
    with op.batch_alter_table("khatas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_khatas_customer"), ["customer"], unique=False)

    op.create_table(
        "kiranas",
        sa.Column("kirana", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("open_orders_limit", sa.Integer(), nullable=False),
        sa.Column("upi_id", sa.Text(), nullable=True),
        sa.Column("numbers", sa.Text(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("closed_until", sa.DateTime(), nullable=True),
        sa.Column("open_until", sa.DateTime(), nullable=True),
        sa.Column("holidays", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("is_listed", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("kirana", name=op.f("pk_kiranas")),
    )
    with op.batch_alter_table("kiranas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kiranas_cell"), ["cell"], unique=False)
        batch_op.create_index("ix_kiranas_point", ["latitude", "longitude"], unique=False)

    op.create_table(
        "leases",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_leases")),
    )
    op.create_table(
        "order_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_numbers")),
    )
    op.create_table(
        "orders",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("customer", sa.String(length=64), nullable=False),
        sa.Column("basket", sa.Integer(), nullable=True),
        sa.Column("kirana", sa.String(length=80), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=True),
        sa.Column("placed_at", sa.DateTime(), nullable=False),
        sa.Column("pickup", sa.Text(), nullable=True),
        sa.Column("promised_minutes", sa.Integer(), nullable=True),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("is_paid", sa.Boolean(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("agreed_km", sa.Float(), nullable=False),
        sa.Column("asked_until", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("remind_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_orders")),
        sa.UniqueConstraint("basket", name=op.f("uq_orders_basket")),
    )
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_orders_asked_until"), ["asked_until"], unique=False)
        batch_op.create_index("ix_orders_customer", ["customer", "placed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_orders_due_at"), ["due_at"], unique=False)
        batch_op.create_index("ix_orders_kirana", ["kirana", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_orders_remind_at"), ["remind_at"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("receiver", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("content_sid", sa.String(length=64), nullable=True),
        sa.Column("variables", sa.Text(), nullable=True),
        sa.Column("media_url", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=10), server_default="waiting", nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_in_doubt", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("looks", sa.Integer(), server_default="2", nullable=False),
        sa.Column("doubled", sa.Integer(), server_default="0", nullable=False),
        sa.Column("first_tried_at", sa.DateTime(), nullable=True),
        sa.Column("message_sid", sa.String(length=64), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("answers", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("message_sid", name=op.f("uq_outbox_message_sid")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_receiver", ["receiver", "id"], unique=False)
        batch_op.create_index(
            "ix_outbox_unsent",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'sending')"),
            postgresql_where=sa.text("state IN ('waiting', 'sending')"),
        )
        batch_op.create_index(
            "ix_outbox_unsent_of",
            ["receiver", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'sending')"),
            postgresql_where=sa.text("state IN ('waiting', 'sending')"),
        )

    op.create_table(
        "products",
        sa.Column("sku", sa.String(length=120), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("brand", sa.String(length=120), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pack", sa.String(length=40), nullable=False),
        sa.Column("mrp_paise", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sku", name=op.f("pk_products")),
    )
    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_products_brand"), ["brand"], unique=False)
        batch_op.create_index(batch_op.f("ix_products_item"), ["item"], unique=False)

    op.create_table(
        "reviewed",
        sa.Column("message", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("taken_as", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("message", name=op.f("pk_reviewed")),
    )
    op.create_table(
        "shelves",
        sa.Column("kirana", sa.String(length=80), nullable=False),
        sa.Column("sku", sa.String(length=120), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), server_default="0", nullable=False),
        sa.Column("price_paise", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kirana", "sku", name=op.f("pk_shelves")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "words",
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("word", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("item", "language", "word", name=op.f("pk_words")),
    )
    op.create_table(
        "basket_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("basket", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("sku", sa.String(length=120), nullable=True),
        sa.Column("packs", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("amount_unit", sa.String(length=10), nullable=True),
        sa.Column("pack_price_paise", sa.Integer(), nullable=True),
        sa.Column("price_paise", sa.Integer(), nullable=True),
        sa.Column("problem", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["basket"], ["baskets.number"], name=op.f("fk_basket_lines_basket_baskets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basket_lines")),
    )
    with op.batch_alter_table("basket_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_basket_lines_basket"), ["basket"], unique=False)

    op.create_table(
        "khata_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("khata", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("amount_paise", sa.Integer(), nullable=False),
        sa.Column("order", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["khata"], ["khatas.number"], name=op.f("fk_khata_entries_khata_khatas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_khata_entries")),
        sa.UniqueConstraint("order", name=op.f("uq_khata_entries_order")),
    )
    with op.batch_alter_table("khata_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_khata_entries_khata"), ["khata"], unique=False)

    op.create_table(
        "kirana_numbers",
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("kirana", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["kirana"], ["kiranas.kirana"], name=op.f("fk_kirana_numbers_kirana_kiranas")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_kirana_numbers")),
    )
    with op.batch_alter_table("kirana_numbers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kirana_numbers_kirana"), ["kirana"], unique=False)

    op.create_table(
        "offers",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("order", sa.String(length=20), nullable=False),
        sa.Column("kirana", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["order"], ["orders.number"], name=op.f("fk_offers_order_orders")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_offers")),
        sa.UniqueConstraint("order", "kirana", name="uq_offers_order_kirana"),
    )
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.create_index("ix_offers_kirana", ["kirana", "state"], unique=False)
        batch_op.create_index("ix_offers_until", ["state", "until"], unique=False)
        batch_op.create_index(
            "uq_offers_waiting",
            ["order"],
            unique=True,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "order_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("sku", sa.String(length=120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pack", sa.String(length=40), nullable=False),
        sa.Column("packs", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("amount_unit", sa.String(length=10), nullable=True),
        sa.Column("pack_price_paise", sa.Integer(), nullable=False),
        sa.Column("price_paise", sa.Integer(), nullable=False),
        sa.Column("is_missing", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["order"], ["orders.number"], name=op.f("fk_order_lines_order_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
    )
    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_lines_order"), ["order"], unique=False)

    op.create_table(
        "status_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("kirana", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["order"], ["orders.number"], name=op.f("fk_status_changes_order_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_changes")),
    )
    with op.batch_alter_table("status_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_status_changes_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_changes_order"), ["order"], unique=False)


def downgrade() -> None:
    """Back from it."""
    with op.batch_alter_table("status_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_status_changes_order"))
        batch_op.drop_index(batch_op.f("ix_status_changes_at"))

    op.drop_table("status_changes")
    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_order_lines_order"))

    op.drop_table("order_lines")
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_offers_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index("ix_offers_until")
        batch_op.drop_index("ix_offers_kirana")

    op.drop_table("offers")
    with op.batch_alter_table("kirana_numbers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kirana_numbers_kirana"))

    op.drop_table("kirana_numbers")
    with op.batch_alter_table("khata_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_khata_entries_khata"))

    op.drop_table("khata_entries")
    with op.batch_alter_table("basket_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_basket_lines_basket"))

    op.drop_table("basket_lines")
    op.drop_table("words")
    op.drop_table("shelves")
    op.drop_table("reviewed")
    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_products_item"))
        batch_op.drop_index(batch_op.f("ix_products_brand"))

    op.drop_table("products")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_unsent_of",
            sqlite_where=sa.text("state IN ('waiting', 'sending')"),
            postgresql_where=sa.text("state IN ('waiting', 'sending')"),
        )
        batch_op.drop_index(
            "ix_outbox_unsent",
            sqlite_where=sa.text("state IN ('waiting', 'sending')"),
            postgresql_where=sa.text("state IN ('waiting', 'sending')"),
        )
        batch_op.drop_index("ix_outbox_receiver")

    op.drop_table("outbox")
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_orders_remind_at"))
        batch_op.drop_index("ix_orders_kirana")
        batch_op.drop_index(batch_op.f("ix_orders_due_at"))
        batch_op.drop_index("ix_orders_customer")
        batch_op.drop_index(batch_op.f("ix_orders_asked_until"))

    op.drop_table("orders")
    op.drop_table("order_numbers")
    op.drop_table("leases")
    with op.batch_alter_table("kiranas", schema=None) as batch_op:
        batch_op.drop_index("ix_kiranas_point")
        batch_op.drop_index(batch_op.f("ix_kiranas_cell"))

    op.drop_table("kiranas")
    with op.batch_alter_table("khatas", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_khatas_customer"))

    op.drop_table("khatas")
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_items_category"))

    op.drop_table("items")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_inbox_waiting", sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'")
        )
        batch_op.drop_index("ix_inbox_sender")
        batch_op.drop_index("ix_inbox_said")

    op.drop_table("inbox")
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holds_until"))
        batch_op.drop_index(batch_op.f("ix_holds_owner"))

    op.drop_table("holds")
    op.drop_table("heartbeats")
    op.drop_table("figures")
    with op.batch_alter_table("desk_visits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_visits_at"))

    op.drop_table("desk_visits")
    with op.batch_alter_table("delivery_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_reports_outbox_id"))

    op.drop_table("delivery_reports")
    op.drop_table("customers")
    op.drop_table("conversations")
    with op.batch_alter_table("baskets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_baskets_customer"))

    op.drop_table("baskets")
    with op.batch_alter_table("alarms", schema=None) as batch_op:
        batch_op.drop_index("ix_alarms_kind")

    op.drop_table("alarms")
