package collect

import (
	"errors"
	"io/fs"
	"strconv"

	"fenceline/internal/collect/rpmdb"
	"fenceline/internal/domain"
	"fenceline/internal/ingest/inventory"
)

// rpmFolders are where distributions keep rpm's database; of two that are one
// folder by a link the first is read.
var rpmFolders = []string{"usr/lib/sysimage/rpm", "var/lib/rpm", "usr/share/rpm"}

// keyPackage is the name under which rpm lists the keys it trusts: no software.
const keyPackage = "gpg-pubkey"

// rpms reads the packages of rpm from the first database that has any.
func (l *linux) rpms() {
	for _, folder := range rpmFolders {
		db, err := rpmdb.Read(l.root, folder)
		for _, p := range db.Packages {
			if p.Name != keyPackage {
				l.c.Packages = append(l.c.Packages, inventory.CollectedPackage{Format: "rpm", Name: p.Name, Version: p.Version, Arch: p.Arch, Source: p.Source})
			}
		}
		if db.Unread > 0 {
			l.note(strconv.Itoa(db.Unread) + " packages of " + db.File + " could not be read")
		}
		if err != nil {
			l.note(why(db, err) + "; write the packages beside this file: rpm -qa > NAME.txt")
		}
		if err != nil || len(db.Packages) > 0 {
			return
		}
	}
}

func why(db rpmdb.Database, err error) string {
	var own *domain.Error
	switch {
	case errors.As(err, &own):
		return db.File + " is damaged (" + own.Place + ")"
	case errors.Is(err, fs.ErrPermission):
		return db.File + " may not be read by this account"
	}
	return db.File + " could not be read"
}
