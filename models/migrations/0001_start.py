"""The first tables, frozen as they were."""

from __future__ import annotations

from peewee import (
    SQL,
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    Check,
    CompositeKey,
    Database,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, database: Database) -> None:
    """Create the tables."""

    class Table(Model):
        """Frozen copy."""

        id = AutoField()

        class Meta:
            """Bound to the store being migrated."""

            legacy_table_names = False

    class Municipality(Table):
        """Frozen copy."""

        code = CharField(max_length=4, unique=True)
        name = CharField()
        long_name = CharField()
        county = CharField()
        organisation_number = CharField(max_length=10, unique=True)

    class Service(Table):
        """Frozen copy."""

        code = CharField(max_length=40, unique=True)
        swedish = CharField()
        unit = CharField(max_length=10)

    class Organisation(Table):
        """Frozen copy."""

        municipality = ForeignKeyField(Municipality, on_delete="RESTRICT")
        name = CharField()
        organisation_number = CharField(max_length=10)
        vat_number = CharField(max_length=14)
        bankgiro = CharField(max_length=8, default="")
        payment_days = IntegerField(default=30)
        mailbox = CharField(default="")
        street = CharField(default="")
        postal_code = CharField(default="")
        city = CharField(default="")
        exemption_code = CharField()
        exemption_text = TextField()
        attest = BooleanField(default=True)
        training = BooleanField(default=False)

        class Meta:
            """Frozen copy."""

            constraints = (Check("id = 1", name="one_organisation"),)

    class User(Table):
        """Frozen copy."""

        login = CharField(unique=True)
        roles = CharField()
        attest_limit = BigIntegerField(null=True)
        active = BooleanField(default=True)

        class Meta:
            """Frozen copy."""

            table_name = "store_user"

    class Recipient(Table):
        """Frozen copy."""

        municipality = ForeignKeyField(Municipality, backref="recipients", on_delete="RESTRICT")
        code = CharField(unique=True)
        name = CharField()
        organisation_number = CharField(max_length=10)
        peppol_scheme = CharField(max_length=4)
        peppol_id = CharField(max_length=50)
        peppol_confirmed = BooleanField(default=False)
        reference = CharField(default="")
        reference_pattern = CharField(default="")
        payment_days = IntegerField(null=True)
        grouping = CharField(max_length=10, default="visit")
        privacy = CharField(max_length=20, default="case")
        street = CharField(default="")
        postal_code = CharField(default="")
        city = CharField(default="")
        is_default = BooleanField(default=False)
        valid_from = DateField()
        valid_to = DateField(null=True)

        class Meta:
            """Frozen copy."""

            constraints = (
                Check("peppol_scheme IN ('0007', '0088')", name="recipient_scheme"),
                Check("grouping IN ('visit', 'recipient')", name="recipient_grouping"),
            )

    class Rate(Table):
        """Frozen copy."""

        municipality = ForeignKeyField(Municipality, backref="rates", on_delete="RESTRICT")
        service = ForeignKeyField(Service, on_delete="RESTRICT")
        provider = CharField(max_length=10, default="")
        area = CharField(default="")
        band = CharField(default="")
        unit = CharField(max_length=10)
        price = BigIntegerField()
        valid_from = DateField()
        valid_to = DateField(null=True)
        decided_on = DateField(null=True)
        known_since = DateField()
        source = CharField(default="")
        entered_by = CharField()
        confirmed_by = CharField(null=True)
        confirmed_at = DateTimeField(null=True)
        is_example = BooleanField(default=False)

        class Meta:
            """Frozen copy."""

            indexes = ((("municipality", "service", "valid_from"), False),)
            constraints = (
                Check("price > 0", name="rate_price"),
                Check("valid_to IS NULL OR valid_to >= valid_from", name="rate_period"),
                Check("provider IN ('', 'own', 'private')", name="rate_provider"),
                Check("unit IN ('hour', 'visit', 'day', 'month', 'piece')", name="rate_unit"),
            )

    class Band(Table):
        """Frozen copy."""

        municipality = ForeignKeyField(Municipality, backref="bands", on_delete="RESTRICT")
        position = IntegerField()
        band = CharField()
        days = CharField()
        start = IntegerField()
        end = IntegerField()

        class Meta:
            """Frozen copy."""

            indexes = ((("municipality", "position"), True),)

    class Person(Table):
        """Frozen copy."""

        name = CharField(default="")
        search_name = CharField(default="", index=True)
        identity_number = CharField(max_length=20, null=True, unique=True)
        identity_kind = CharField(max_length=20)
        birth_date = DateField(null=True)
        protected = BooleanField(default=False)

    class Visit(Table):
        """Frozen copy."""

        case_number = CharField(unique=True)
        case_key = CharField(unique=True)
        case_made_up = BooleanField(default=False)
        person = ForeignKeyField(Person, backref="visits", on_delete="RESTRICT")
        municipality = ForeignKeyField(Municipality, backref="visits", on_delete="RESTRICT")
        recipient = ForeignKeyField(Recipient, backref="visits", on_delete="RESTRICT")
        state = CharField(max_length=20, default="announced")
        first_day = DateField()
        last_day = DateField(null=True)
        ordered_on = DateField(null=True)
        ordered_by = CharField(default="")
        order_reference = CharField(default="")
        invoice_reference = CharField(default="")
        legal_basis = CharField()
        stay_address = TextField(default="")
        stay_phone = CharField(default="")
        home_address = TextField(default="")
        home_phone = CharField(default="")
        relatives = TextField(default="")
        dwelling = TextField(default="")
        social_situation = TextField(default="")
        impairment = TextField(default="")
        resources = TextField(default="")
        objective = TextField(default="")
        officer_name = CharField(default="")
        officer_phone = CharField(default="")
        officer_email = CharField(default="")
        cleared_by = CharField(null=True)
        is_open = BooleanField(default=True)

        class Meta:
            """Frozen copy."""

            constraints = (
                Check("last_day IS NULL OR last_day >= first_day", name="visit_stay"),
                Check(
                    "state IN ('announced', 'order-incomplete', 'confirmed', 'ongoing', 'ended',"
                    " 'finally-billed', 'closed', 'cancelled')",
                    name="visit_state",
                ),
            )

    class Decision(Table):
        """Frozen copy."""

        visit = ForeignKeyField(Visit, backref="decisions", on_delete="RESTRICT")
        service = ForeignKeyField(Service, on_delete="RESTRICT")
        provider = CharField(max_length=10, default="")
        area = CharField(default="")
        granted = IntegerField(null=True)
        granted_per = CharField(max_length=10, default="")
        staff = IntegerField(default=1)
        first_day = DateField(null=True)
        last_day = DateField(null=True)

        class Meta:
            """Frozen copy."""

            indexes = ((("visit", "service"), False),)
            constraints = (
                Check("provider IN ('', 'own', 'private')", name="decision_provider"),
                Check("granted_per IN ('', 'day', 'week', 'month')", name="decision_per"),
                Check("staff IN (1, 2)", name="decision_staff"),
            )

    class MonthSignature(Table):
        """Frozen copy."""

        visit = ForeignKeyField(Visit, backref="signatures", on_delete="RESTRICT")
        month = CharField(max_length=7)
        signed_by = CharField()
        signed_at = DateTimeField()

        class Meta:
            """Frozen copy."""

            indexes = ((("visit", "month"), True),)

    class Batch(Table):
        """Frozen copy."""

        name = CharField(unique=True)
        month = CharField(max_length=7, index=True)
        state = CharField(max_length=10, default="drafted")
        made_by = CharField()
        made_at = DateTimeField()
        attest_required = CharField(max_length=3)
        attested_by = CharField(null=True)
        posted_at = DateTimeField(null=True)
        annulled_by = CharField(null=True)
        annulled_at = DateTimeField(null=True)

        class Meta:
            """Frozen copy."""

            constraints = (
                Check("state IN ('drafted', 'posted', 'annulled')", name="batch_state"),
                Check("attest_required IN ('yes', 'no')", name="batch_attest_required"),
                Check("attested_by IS NULL OR attested_by <> made_by", name="batch_own_attest"),
                Check(
                    "state <> 'posted' OR attest_required = 'no' OR attested_by IS NOT NULL",
                    name="batch_posted_is_attested",
                ),
                Check("(state = 'posted') = (posted_at IS NOT NULL)", name="batch_posted_at"),
            )

    class NumberSeries(Table):
        """Frozen copy."""

        name = CharField(unique=True)
        last = IntegerField(default=0)

    class Invoice(Table):
        """Frozen copy."""

        kind = CharField(max_length=10)
        batch = ForeignKeyField(Batch, backref="invoices", on_delete="RESTRICT")
        recipient = ForeignKeyField(Recipient, backref="invoices", on_delete="RESTRICT")
        visit = ForeignKeyField(Visit, backref="invoices", null=True, on_delete="RESTRICT")
        month = CharField(max_length=7, index=True)
        reference = CharField()
        total = BigIntegerField()
        credits = ForeignKeyField("self", backref="credit_notes", null=True, on_delete="RESTRICT")
        reason = TextField(default="")
        made_by = CharField()
        number = CharField(null=True, unique=True)
        issued_on = DateField(null=True)
        due_on = DateField(null=True)
        posted_by = CharField(null=True)
        posted_at = DateTimeField(null=True)
        facts = TextField(null=True)

        class Meta:
            """Frozen copy."""

            constraints = (
                Check("kind IN ('invoice', 'credit')", name="invoice_kind"),
                Check("(kind = 'credit') = (credits_id IS NOT NULL)", name="invoice_credits"),
                Check(
                    "(number IS NULL) = (facts IS NULL) AND (number IS NULL) = (posted_at IS NULL)"
                    " AND (number IS NULL) = (issued_on IS NULL)",
                    name="invoice_posted_whole",
                ),
            )

    class InvoiceLine(Table):
        """Frozen copy."""

        invoice = ForeignKeyField(Invoice, backref="lines", on_delete="RESTRICT")
        position = IntegerField()
        visit = ForeignKeyField(Visit, on_delete="RESTRICT")
        service = ForeignKeyField(Service, on_delete="RESTRICT")
        rate = ForeignKeyField(Rate, on_delete="RESTRICT")
        unit = CharField(max_length=10)
        price = BigIntegerField()
        quantity = BigIntegerField()
        net = BigIntegerField()
        month = CharField(max_length=7)
        first_day = DateField()
        last_day = DateField()
        late = BooleanField(default=False)
        credits = ForeignKeyField("self", null=True, unique=True, on_delete="RESTRICT")

        class Meta:
            """Frozen copy."""

            indexes = ((("invoice", "position"), True),)
            constraints = (
                Check("quantity > 0", name="line_quantity"),
                Check("price > 0 AND net >= 0", name="line_money"),
                Check("unit IN ('hour', 'visit', 'day', 'month', 'piece')", name="line_unit"),
            )

    class CareEntry(Table):
        """Frozen copy."""

        visit = ForeignKeyField(Visit, backref="entries", on_delete="RESTRICT")
        service = ForeignKeyField(Service, on_delete="RESTRICT", index=False)
        key = CharField(max_length=200, unique=True)
        day = DateField()
        month = CharField(max_length=7)
        start = IntegerField(null=True)
        end = IntegerField(null=True)
        minutes = IntegerField()
        pieces = IntegerField()
        staff = IntegerField()
        band = CharField(default="")
        entered_by = CharField()
        entered_at = DateTimeField()
        excluded_by = CharField(null=True)
        excluded_reason = TextField(null=True)

        class Meta:
            """Frozen copy."""

            indexes = ((("visit", "day"), False),)
            constraints = (
                Check("minutes > 0 OR pieces > 0", name="entry_measured"),
                Check("minutes = 0 OR pieces = 0", name="entry_measured_once"),
                Check("staff IN (1, 2)", name="entry_staff"),
                Check("(excluded_by IS NULL) = (excluded_reason IS NULL)", name="entry_excluded"),
            )

    class CarePiece(Table):
        """Frozen copy."""

        entry = ForeignKeyField(CareEntry, backref="care_pieces", on_delete="RESTRICT")
        day = DateField()
        month = CharField(max_length=7)
        row_month = CharField(max_length=7)
        band = CharField(default="")
        minutes = IntegerField()
        pieces = IntegerField()
        line = ForeignKeyField(InvoiceLine, null=True, on_delete="RESTRICT")
        retired = BooleanField(default=False)

    CarePiece.add_index(CarePiece.row_month, CarePiece.entry, where=SQL("line_id IS NULL AND NOT retired"))

    class LinePiece(Table):
        """Frozen copy."""

        id = None  # type: ignore[assignment]
        line = ForeignKeyField(InvoiceLine, backref="pieces", on_delete="RESTRICT", index=False)
        piece = ForeignKeyField(CarePiece, backref="lines", on_delete="RESTRICT")

        class Meta:
            """Frozen copy."""

            primary_key = CompositeKey("line", "piece")

    class LineDay(Table):
        """Frozen copy."""

        line = ForeignKeyField(InvoiceLine, backref="days", on_delete="RESTRICT")
        visit = ForeignKeyField(Visit, on_delete="RESTRICT", index=False)
        service = ForeignKeyField(Service, on_delete="RESTRICT", index=False)
        rate = ForeignKeyField(Rate, on_delete="RESTRICT", index=False)
        day = DateField()
        live = BooleanField(default=True)

    class LineMonth(Table):
        """Frozen copy."""

        line = ForeignKeyField(InvoiceLine, backref="months", on_delete="RESTRICT")
        visit = ForeignKeyField(Visit, on_delete="RESTRICT", index=False)
        service = ForeignKeyField(Service, on_delete="RESTRICT", index=False)
        month = CharField(max_length=7)
        live = BooleanField(default=True)

    LineDay.add_index(LineDay.visit, LineDay.service, LineDay.day, LineDay.rate, unique=True, where=SQL("live"))
    LineMonth.add_index(LineMonth.visit, LineMonth.service, LineMonth.month, unique=True, where=SQL("live"))

    class Event(Table):
        """Frozen copy."""

        at = DateTimeField()
        login = CharField()
        door = CharField(max_length=10)
        deed = CharField()
        subject = CharField(index=True)
        facts = TextField()
        previous = CharField(max_length=64)
        seal = CharField(max_length=64, unique=True)

    class Access(Table):
        """Frozen copy."""

        at = DateTimeField()
        login = CharField(index=True)
        door = CharField(max_length=10)
        deed = CharField()
        subject = CharField(index=True)
        reason = TextField(default="")

    class LogHead(Table):
        """Frozen copy."""

        seal = CharField(max_length=64)

    tables = [
        Municipality,
        Service,
        Organisation,
        User,
        Recipient,
        Rate,
        Band,
        Person,
        Visit,
        Decision,
        MonthSignature,
        Batch,
        NumberSeries,
        Invoice,
        InvoiceLine,
        CareEntry,
        CarePiece,
        LinePiece,
        LineDay,
        LineMonth,
        Event,
        Access,
        LogHead,
    ]
    with database.bind_ctx(tables):
        database.create_tables(tables)
