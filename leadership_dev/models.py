from .programmes.models import Programme, ProgrammeLevel

__all__ = ["Programme", "ProgrammeLevel"]
