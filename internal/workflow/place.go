package workflow

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// DataFolder is where a desk lies when nobody says otherwise: %LOCALAPPDATA% on
// Windows, Application Support on macOS, XDG_DATA_HOME (or ~/.local/share)
// elsewhere, and there the folder "fenceline".
func DataFolder() (string, error) {
	const name = "fenceline"
	switch runtime.GOOS {
	case "windows":
		if base := os.Getenv("LOCALAPPDATA"); base != "" {
			return filepath.Join(base, name), nil
		}
	case "darwin":
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, "Library", "Application Support", name), nil
		}
	default:
		if base := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(base) {
			return filepath.Join(base, name), nil
		}
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", &domain.Error{Kind: domain.Storage, Op: "find data folder", Code: "no_home", Err: err}
	}
	return filepath.Join(home, ".local", "share", name), nil
}

// syncFolders are names of folders that a synchroniser keeps: two computers
// would write one store behind each other's back.
var syncFolders = []string{"onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud drive", "iclouddrive", "mobile documents", "nextcloud", "owncloud", "box sync", "pcloud", "pcloud drive", "pclouddrive", "megasync", "syncthing"}

// syncFoldersExact are such names that are ordinary words in other letters.
var syncFoldersExact = []string{"Box", "MEGA"}

// syncMarker lies in each folder that Syncthing keeps.
const syncMarker = ".stfolder"

// synced gives the part of the path that a synchroniser keeps, or "".
func synced(path string) string {
	for _, variable := range []string{"OneDrive", "OneDriveCommercial", "OneDriveConsumer"} {
		if root := os.Getenv(variable); root != "" && within(path, root) {
			return root
		}
	}
	for _, part := range strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '\\' }) {
		if slices.Contains(syncFoldersExact, part) {
			return part
		}
		low := strings.ToLower(part)
		for _, name := range syncFolders {
			if low == name || strings.HasPrefix(low, name+" -") || strings.HasPrefix(low, name+" (") {
				return part
			}
		}
	}
	for folder := path; ; folder = filepath.Dir(folder) {
		if _, err := os.Lstat(filepath.Join(folder, syncMarker)); err == nil {
			return folder
		}
		if folder == filepath.Dir(folder) {
			return ""
		}
	}
}

func within(path, root string) bool {
	rel, err := filepath.Rel(root, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// preparePlace makes the folder of a desk, readable by its owner only.
func preparePlace(folder string) (string, error) {
	full, err := checkPlace(folder)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(full, 0o700); err != nil {
		return "", unusable(full, err)
	}
	return checkPlace(full) // links are followed only where there is a folder
}

func unusable(folder string, err error) error {
	return &domain.Error{Kind: domain.Storage, Op: "open desk", Subject: folder, Code: "folder_unusable", Err: err}
}

// checkPlace gives the folder's real name and refuses a place where a store is
// not safe; it makes nothing.
func checkPlace(folder string) (string, error) {
	full, err := filepath.Abs(folder)
	if err != nil {
		return "", &domain.Error{Kind: domain.Storage, Op: "open desk", Subject: folder, Code: "folder_unusable", Err: err}
	}
	if part := synced(full); part != "" {
		return "", &domain.Error{Kind: domain.Storage, Op: "open desk", Subject: full, Code: "folder_synced", Params: domain.Params{"part": part}}
	}
	if strings.HasPrefix(full, `\\`) || strings.HasPrefix(full, "//") {
		return "", &domain.Error{Kind: domain.Storage, Op: "open desk", Subject: full, Code: "folder_on_network", Params: domain.Params{"kind": "network share"}}
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		if part := synced(real); part != "" {
			return "", &domain.Error{Kind: domain.Storage, Op: "open desk", Subject: real, Code: "folder_synced", Params: domain.Params{"part": part}}
		}
		full = real
	}
	if kind := networkKind(full); kind != "" {
		return "", &domain.Error{Kind: domain.Storage, Op: "open desk", Subject: full, Code: "folder_on_network", Params: domain.Params{"kind": kind}}
	}
	return full, nil
}
