"""The public functions on documents and evidence: thin compositions of the floors below."""

from pledgecraft.cases.case import Case, read_case
from pledgecraft.cases.proposals import Proposal, Proposals, adopt, propose
from pledgecraft.documents.archive import Archive
from pledgecraft.documents.fetch import fetch_document
from pledgecraft.documents.model import Document
from pledgecraft.documents.read import read_document
from pledgecraft.evidence.candidates import Candidate
from pledgecraft.evidence.claims import Claim
from pledgecraft.evidence.extractors import Extraction
from pledgecraft.evidence.folder import EvidenceFolder
from pledgecraft.evidence.gold import GoldError
from pledgecraft.evidence.language_model import model_extractor
from pledgecraft.evidence.paragraph import paragraph_view
from pledgecraft.evidence.reports import compare_documents, extract_statements, report_on
from pledgecraft.evidence.review import State, decide
from pledgecraft.evidence.scoring import Scores, read_folder, score_all
from pledgecraft.evidence.statements import find_statements

__all__ = [
    "Archive",
    "Candidate",
    "Case",
    "Claim",
    "Document",
    "EvidenceFolder",
    "Extraction",
    "GoldError",
    "Proposal",
    "Proposals",
    "Scores",
    "State",
    "adopt",
    "compare_documents",
    "decide",
    "extract_statements",
    "fetch_document",
    "find_statements",
    "model_extractor",
    "paragraph_view",
    "propose",
    "read_case",
    "read_document",
    "read_folder",
    "report_on",
    "score_all",
]
