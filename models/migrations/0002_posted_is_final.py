"""Triggers behind the rules that must never break: what is posted stays as it was posted."""

from __future__ import annotations

from typing import Any, NamedTuple

from peewee import SqliteDatabase
from playhouse.migrate import SchemaMigrator


class Guard(NamedTuple):
    """One refusal: before an action on a table, when a condition holds."""

    name: str
    table: str
    action: str
    condition: str
    refusal: str


def _posted(invoice: str) -> str:
    return f"EXISTS (SELECT 1 FROM invoice WHERE invoice.id = {invoice} AND invoice.number IS NOT NULL)"


def _posted_line(line: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM invoice_line JOIN invoice ON invoice.id = invoice_line.invoice_id"
        f" WHERE invoice_line.id = {line} AND invoice.number IS NOT NULL)"
    )


FINAL = "a posted document is final; make a credit note"


def _claims(table: str, what: str) -> tuple[Guard, ...]:
    """Guard the days or months that lines claim: once posted, only a credit of the line lets one go."""
    kept = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in ("line_id", "visit_id", "service_id", what))
    credited = "EXISTS (SELECT 1 FROM invoice_line WHERE invoice_line.credits_id = OLD.line_id)"
    posted = _posted_line("OLD.line_id")
    return (
        Guard(f"{table}_final_insert", table, "INSERT", _posted_line("NEW.line_id"), FINAL),
        Guard(f"{table}_final_delete", table, "DELETE", posted, FINAL),
        Guard(
            f"{table}_final_update",
            table,
            "UPDATE",
            f"{posted} AND (NEW.live OR NOT OLD.live OR {kept} OR NOT {credited})",
            FINAL,
        ),
    )


ELSEWHERE = (
    "EXISTS (SELECT 1 FROM care_piece WHERE care_piece.id = NEW.piece_id AND care_piece.line_id IS NOT NULL"
    " AND care_piece.line_id <> NEW.line_id) AND EXISTS (SELECT 1 FROM invoice_line"
    " WHERE invoice_line.id = NEW.line_id AND invoice_line.credits_id IS NULL)"
)
"""The piece has a live line already, and the new line takes nothing back."""
GUARDS = (
    Guard("invoice_final_update", "invoice", "UPDATE", "OLD.number IS NOT NULL", FINAL),
    Guard("invoice_final_delete", "invoice", "DELETE", "OLD.number IS NOT NULL", FINAL),
    Guard("line_final_insert", "invoice_line", "INSERT", _posted("NEW.invoice_id"), FINAL),
    Guard(
        "line_final_update",
        "invoice_line",
        "UPDATE",
        f"{_posted('OLD.invoice_id')} OR {_posted('NEW.invoice_id')}",
        FINAL,
    ),
    Guard("line_final_delete", "invoice_line", "DELETE", _posted("OLD.invoice_id"), FINAL),
    Guard("line_piece_final_insert", "line_piece", "INSERT", _posted_line("NEW.line_id"), FINAL),
    Guard(
        "line_piece_final_update",
        "line_piece",
        "UPDATE",
        f"{_posted_line('OLD.line_id')} OR {_posted_line('NEW.line_id')}",
        FINAL,
    ),
    Guard("line_piece_final_delete", "line_piece", "DELETE", _posted_line("OLD.line_id"), FINAL),
    *_claims("line_day", "day"),
    *_claims("line_month", "month"),
    Guard(
        "piece_freed_by_credit_only",
        "care_piece",
        "UPDATE",
        f"OLD.line_id IS NOT NULL AND {_posted_line('OLD.line_id')} AND (NEW.line_id IS NOT NULL"
        " OR NOT EXISTS (SELECT 1 FROM invoice_line WHERE invoice_line.credits_id = OLD.line_id))",
        "a billed piece is freed by a credit note only",
    ),
    Guard(
        "piece_claimed_by_its_line",
        "care_piece",
        "UPDATE",
        "NEW.line_id IS NOT NULL AND (OLD.line_id IS NULL OR OLD.line_id <> NEW.line_id)"
        f" AND ({_posted_line('NEW.line_id')} OR NOT EXISTS (SELECT 1 FROM line_piece"
        " WHERE line_piece.line_id = NEW.line_id AND line_piece.piece_id = NEW.id))",
        "a piece goes on the draft line that names it",
    ),
    *(
        Guard(
            f"piece_on_one_live_line_{action.lower()}", "line_piece", action, ELSEWHERE, "a piece is on one live line"
        )
        for action in ("INSERT", "UPDATE")
    ),
    Guard(
        "piece_as_billed",
        "care_piece",
        "UPDATE",
        "EXISTS (SELECT 1 FROM line_piece WHERE line_piece.piece_id = OLD.id) AND (NEW.minutes <> OLD.minutes"
        " OR NEW.pieces <> OLD.pieces OR NEW.day <> OLD.day OR NEW.entry_id <> OLD.entry_id OR NEW.band <> OLD.band)",
        "a piece that has been on a line is not changed",
    ),
    Guard(
        "batch_maker_stays",
        "batch",
        "UPDATE",
        "NEW.made_by <> OLD.made_by OR NEW.name <> OLD.name OR NEW.month <> OLD.month"
        " OR NEW.attest_required <> OLD.attest_required",
        "a batch keeps its maker",
    ),
    Guard("batch_final", "batch", "UPDATE", "OLD.state <> 'drafted'", "a batch that is posted or annulled is final"),
    Guard("batch_kept", "batch", "DELETE", "OLD.state <> 'drafted'", "a batch that is posted or annulled is final"),
    Guard(
        "rate_stays_update",
        "rate",
        "UPDATE",
        "NEW.price <> OLD.price OR NEW.valid_from <> OLD.valid_from OR NEW.unit <> OLD.unit"
        " OR NEW.municipality_id <> OLD.municipality_id OR NEW.service_id <> OLD.service_id"
        " OR NEW.provider <> OLD.provider OR NEW.area <> OLD.area OR NEW.band <> OLD.band"
        " OR COALESCE(CAST(NEW.valid_to AS TEXT), '') <> COALESCE(CAST(OLD.valid_to AS TEXT), '')"
        " OR (OLD.decided_on IS NOT NULL AND (NEW.decided_on IS NULL OR NEW.decided_on <> OLD.decided_on"
        " OR NEW.known_since <> OLD.known_since))",
        "a rate is never rewritten; enter what is known now as a new one",
    ),
    Guard("event_stays_update", "event", "UPDATE", "1 = 1", "the log is never rewritten"),
    Guard("event_stays_delete", "event", "DELETE", "1 = 1", "the log is never rewritten"),
    Guard("access_stays_update", "access", "UPDATE", "1 = 1", "the log is never rewritten"),
    Guard("access_stays_delete", "access", "DELETE", "1 = 1", "the log is never rewritten"),
)


_CLAIM = "live AND NEW.live AND visit_id = NEW.visit_id AND service_id = NEW.service_id"
KEPT = {
    "event": "id = NEW.id OR seal = NEW.seal",
    "access": "id = NEW.id",
    "batch": "id = NEW.id OR name = NEW.name",
    "invoice": "id = NEW.id OR number = NEW.number",
    "invoice_line": "id = NEW.id OR credits_id = NEW.credits_id"
    " OR (invoice_id = NEW.invoice_id AND position = NEW.position)",
    "line_piece": "line_id = NEW.line_id AND piece_id = NEW.piece_id",
    "line_day": f"id = NEW.id OR ({_CLAIM} AND day = NEW.day AND rate_id = NEW.rate_id)",
    "line_month": f"id = NEW.id OR ({_CLAIM} AND month = NEW.month)",
}
"""Tables whose rows are not replaced (SQLite's INSERT OR REPLACE, by any key) nor emptied (PostgreSQL's TRUNCATE)."""


def _replaced(table: str, same: str) -> Guard:
    return Guard(f"{table}_not_replaced", table, "INSERT", f"EXISTS (SELECT 1 FROM {table} WHERE {same})", FINAL)


def _not_emptied(table: str) -> tuple[str, ...]:
    return (
        f"CREATE FUNCTION {table}_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = '{FINAL}'; END $$",
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_not_emptied()",
    )


def up(migrator: SchemaMigrator, database: Any) -> None:
    """Set the guards in the engine's own words."""
    is_sqlite = isinstance(database, SqliteDatabase)
    statements = [text for guard in GUARDS for text in (_sqlite(guard) if is_sqlite else _postgres(guard))]
    for table, same in KEPT.items():
        statements.extend(_sqlite(_replaced(table, same)) if is_sqlite else _not_emptied(table))
    for statement in statements:
        database.execute_sql(statement)


def _sqlite(guard: Guard) -> tuple[str, ...]:
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {guard.table} FOR EACH ROW WHEN {guard.condition}"
        f" BEGIN SELECT RAISE(ABORT, '{guard.refusal}'); END",
    )


def _postgres(guard: Guard) -> tuple[str, ...]:
    kept = "OLD" if guard.action == "DELETE" else "NEW"
    return (
        f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {guard.condition} THEN RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',"
        f" MESSAGE = '{guard.refusal}'; END IF; RETURN {kept}; END $$",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    )
