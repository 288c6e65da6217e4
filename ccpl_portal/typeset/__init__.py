"""Documents as PDF and pictures as PNG, set by typst in the project's own typeface."""

from .documents import CannotTypeset, page_count, pdf, png
from .prose import blocks

__all__ = ["CannotTypeset", "blocks", "page_count", "pdf", "png"]
