"""Files that a person hands over in the browser, for the readers below, which take paths."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from streamlit.runtime.uploaded_file_manager import UploadedFile


@contextmanager
def on_disk(*files: UploadedFile) -> Iterator[tuple[Path, ...]]:
    """Lend the paths of uploaded files, under their own names, in a folder that is gone afterwards."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, file in enumerate(files):
            # Two files may have the same name, and a name must not lead out of the folder.
            place = Path(folder) / str(number)
            place.mkdir()
            path = place / (PurePosixPath(file.name.replace("\\", "/")).name or "file")
            path.write_bytes(file.getbuffer())
            paths.append(path)
        yield tuple(paths)


def as_uploaded(text: str, paths: tuple[Path, ...]) -> str:
    """Return a text in which files are called as the person called them, without the folder that they never saw."""
    for path in paths:
        text = text.replace(f"{path.parent}/", "").replace(str(path.parent), "")
    return text
