package ui

import (
	"errors"

	"fenceline/internal/domain"
)

// Names that the pieces of the gallery bear: they are no sentences and stay as they are in
// every language.
const (
	galleryTask      = "T-112"
	galleryProduct   = "Chart Server"
	galleryLater     = "Chart Server 9"
	galleryPublisher = "Example PSIRT"
	gallerySegment   = "VLAN 12"
)

var errGallery = errors.New("input/output error")

// galleryFix is a fix of the gallery's work list.
func galleryFix(name, version string) domain.PatchTask {
	return domain.PatchTask{Name: name, Kind: domain.FixUpdate, Version: version}
}

var (
	fixFirefox  = galleryFix("Mozilla Firefox ESR", "128.14")
	fixOpenSSL  = galleryFix("OpenSSL", "3.0.19")
	fix7Zip     = galleryFix("7-Zip", "26.01")
	fixPostgres = galleryFix("PostgreSQL", "16.11")
	fixAcrobat  = galleryFix("Acrobat Reader", "26.002")
	fixPuTTY    = galleryFix("PuTTY", "0.84")
	fixChart    = galleryFix(galleryProduct, "9.2.4")
)
