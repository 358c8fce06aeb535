"""The public functions on documents and evidence: thin compositions of the floors below."""

from pledgecraft.documents.archive import Archive
from pledgecraft.documents.fetch import fetch_document
from pledgecraft.documents.model import Document
from pledgecraft.documents.read import read_document
from pledgecraft.evidence.claims import Claim
from pledgecraft.evidence.extractors import Extraction
from pledgecraft.evidence.folder import EvidenceFolder
from pledgecraft.evidence.reports import compare_documents, extract_statements, report_on
from pledgecraft.evidence.review import Candidate, State, decide, paragraph_view

__all__ = [
    "Archive",
    "Candidate",
    "Claim",
    "Document",
    "EvidenceFolder",
    "Extraction",
    "State",
    "compare_documents",
    "decide",
    "extract_statements",
    "fetch_document",
    "paragraph_view",
    "read_document",
    "report_on",
]
