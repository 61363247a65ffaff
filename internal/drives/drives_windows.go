package drives

import (
	"golang.org/x/sys/windows"

	"fenceline/internal/domain"
)

// List gives the media that are plugged in now.
func List() ([]domain.Drive, error) {
	letters, err := windows.GetLogicalDrives()
	if err != nil {
		return nil, &domain.Error{Kind: domain.Storage, Op: "list drives", Err: err}
	}
	// A drive without a medium shall not raise a message box.
	before := windows.SetErrorMode(windows.SEM_FAILCRITICALERRORS)
	defer windows.SetErrorMode(before)
	var out []domain.Drive
	for i := range 26 {
		if letters&(1<<i) == 0 {
			continue
		}
		place := string(rune('A'+i)) + `:\`
		root, err := windows.UTF16PtrFromString(place)
		if err != nil {
			continue
		}
		if kind := windows.GetDriveType(root); kind != windows.DRIVE_REMOVABLE && kind != windows.DRIVE_CDROM {
			continue
		}
		label := make([]uint16, windows.MAX_PATH+1)
		if err := windows.GetVolumeInformation(root, &label[0], uint32(len(label)), nil, nil, nil, nil, 0); err != nil {
			continue // nothing is in it
		}
		out = append(out, domain.Drive{Path: place, Name: windows.UTF16ToString(label)})
	}
	return out, nil
}
