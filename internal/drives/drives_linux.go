package drives

import (
	"os"
	"path/filepath"
	"strings"

	"fenceline/internal/domain"
)

// List gives the media that are plugged in now.
func List() ([]domain.Drive, error) {
	text, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return nil, &domain.Error{Kind: domain.Storage, Op: "list drives", Err: err}
	}
	return mounted(string(text), loose), nil
}

// loose asks the kernel about a device: a partition lies in the folder of its disk.
func loose(device string) bool {
	place, err := filepath.EvalSymlinks("/sys/dev/block/" + device)
	if err != nil {
		return false
	}
	if strings.Contains(place, "/usb") {
		return true
	}
	for _, folder := range []string{place, filepath.Dir(place)} {
		if text, err := os.ReadFile(filepath.Join(folder, "removable")); err == nil {
			return strings.TrimSpace(string(text)) == "1"
		}
	}
	return false
}
