"""Many times the people that there are, made by the database itself: the scale of a nation."""

from django.db import connection, models

from assessments.models import Assessment, DueItem, Order, Patient, ReviewDate

# Each after those that it points to.
TABLES = (Patient, Assessment, Order, ReviewDate, DueItem)
SQLITE = connection.vendor == "sqlite"
NUMBERS = "WITH RECURSIVE times(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM times WHERE n < %s) "


def multiply(times: int) -> None:
    """So many of everybody: the rows that lists are made of, without ledgers or documents.

    A copy's id follows from the row's own and the copy's number, so that its rows belong together.
    """
    if times < 2:
        return
    with connection.cursor() as cursor:
        for table in TABLES:
            columns = ", ".join(_quoted(field) for field in table._meta.concrete_fields)
            values = ", ".join(_copied(field) for field in table._meta.concrete_fields)
            name = connection.ops.quote_name(table._meta.db_table)
            rows = f"SELECT {values} FROM {name} CROSS JOIN times"
            statement = f"INSERT INTO {name} ({columns}) "
            if SQLITE:  # PostgreSQL takes WITH in either place, SQLite here
                cursor.execute(NUMBERS % (times - 1) + statement + rows)
            else:
                cursor.execute(statement + NUMBERS % (times - 1) + rows)


def _quoted(field: "models.Field[object, object]") -> str:
    return connection.ops.quote_name(str(field.column))


def _copied(field: "models.Field[object, object]") -> str:
    """A column's value in the copy: an id of its own rows is the copy's, all else is the same."""
    column = _quoted(field)
    target = field.related_model
    if field.primary_key or target in TABLES or field.name == "thread":
        return _id(column)
    if field.name in ("nhs_number", "submission"):
        return "NULL"
    if field.name == "local_number":  # most have none; everybody has one number
        return f"substr({_hash(_quoted(Patient._meta.get_field('id')))}, 1, {field.max_length})"
    if field.name == "reference":
        return f"replace({column}, '-', {'char' if SQLITE else 'chr'}(255 + times.n))"
    return column


def _id(column: str) -> str:
    return _hash(column) if SQLITE else f"{_hash(column)}::uuid"


def _hash(column: str) -> str:
    """Of nothing it is nothing."""
    as_text = column if SQLITE else f"{column}::text"
    return f"md5({as_text} || '/' || times.n)"
