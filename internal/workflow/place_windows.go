package workflow

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// networkKind says that a folder lies on a mapped network drive, or "".
func networkKind(folder string) string {
	volume := filepath.VolumeName(folder)
	if volume == "" {
		return ""
	}
	root, err := windows.UTF16PtrFromString(volume + `\`)
	if err != nil {
		return ""
	}
	if windows.GetDriveType(root) == windows.DRIVE_REMOTE {
		return "network drive"
	}
	return ""
}
