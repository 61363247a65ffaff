//go:build !linux && !windows

package drives

import "fenceline/internal/domain"

// List gives nothing: media are not looked for on this system.
func List() ([]domain.Drive, error) { return nil, nil }
