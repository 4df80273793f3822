"""Tables from and to Excel and CSV: untrusted files in, row by row, and safe files out.

No formula or macro is ever run, nothing is unpacked beyond its bounds, and no refusal repeats what
a cell holds. What the columns mean is each service's own: a :class:`TableForm` and a row reader.
"""

from shared.spreadsheet.cell import Cell
from shared.spreadsheet.form import TableForm
from shared.spreadsheet.mapping import HeaderMapping, read_mapping
from shared.spreadsheet.rejects import RejectsFile
from shared.spreadsheet.row_reader import Rejection, RowReader
from shared.spreadsheet.source import SourceRow, SourceTable, open_table
from shared.spreadsheet.writing import Sheet, private_workbook, write_csv, write_xlsx

__all__ = [
    "Cell",
    "HeaderMapping",
    "Rejection",
    "RejectsFile",
    "RowReader",
    "Sheet",
    "SourceRow",
    "SourceTable",
    "TableForm",
    "open_table",
    "private_workbook",
    "read_mapping",
    "write_csv",
    "write_xlsx",
]
