from django.db.migrations.operations.base import Operation


class Tables(Operation):
    """Make many tables, and all that belongs to them, in one step.

    operations: those that create models whole, with constraints and foreign keys in
        whatever order, and those that need nothing but the finished tables.

    One by one, each operation has Django render every related model anew. That is hundreds of
    models hundreds of times, and a minute of processor time before the first page.
    """

    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        # Rendered again, once, when the first model is asked for.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        # Each finds the tables that all of them made.
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, from_state)

    def describe(self):
        return f"Make {len(self.operations)} tables and what belongs to them"
