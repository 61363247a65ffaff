package sbom

import (
	"slices"
	"strings"
)

// SPDX tells who owns files by relationships (SPDX 2.3, clause 11). Tools write that a
// distribution's package CONTAINS a file, and OTHER with a word of theirs before the
// colon of the comment: that one package's files are another's, or by which file a
// package was found.
const (
	spdxOwnership = "ownership-by-file-overlap"
	spdxEvidence  = "evident-by"
)

// spdxOwners gathers who contains which files, and by which files packages were found.
type spdxOwners struct {
	doc      *document
	contains map[string][]string // packages by file
	files    map[string][]string // files by package
	evident  map[string][]string // files by package that was found by them
}

// relate takes one relationship: what is said of a, the kind in any spelling, b, and
// the comment.
func (o *spdxOwners) relate(a, kind, b, comment string) {
	word, _, _ := strings.Cut(comment, ":")
	switch strings.ToUpper(strings.TrimSpace(kind)) {
	case "CONTAINS":
		o.holds(a, b)
	case "CONTAINED_BY":
		o.holds(b, a)
	case "OTHER":
		switch strings.TrimSpace(word) {
		case spdxOwnership:
			o.doc.owns(a, b)
		case spdxEvidence:
			if o.evident == nil {
				o.evident = map[string][]string{}
			}
			o.evident[a] = append(o.evident[a], b)
		}
	}
}

func (o *spdxOwners) holds(owner, file string) {
	if owner == "" || file == "" || owner == file {
		return
	}
	if o.contains == nil {
		o.contains, o.files = map[string][]string{}, map[string][]string{}
	}
	o.contains[file] = append(o.contains[file], owner)
	o.files[owner] = append(o.files[owner], file)
}

// settle notes whose files a package was found by: those it is evident by, or where no
// evidence is named those it holds. Which of the two is the distribution's is seen
// later, by their identities.
func (o *spdxOwners) settle() {
	if o.contains == nil {
		return
	}
	found := o.evident
	if found == nil {
		found = o.files
	}
	var packages []string
	for p := range found {
		packages = append(packages, p)
	}
	slices.Sort(packages)
	for _, p := range packages {
		var owners []string
		for _, file := range found[p] {
			for _, owner := range o.contains[file] {
				if owner != p && !slices.Contains(owners, owner) {
					owners = append(owners, owner)
				}
			}
		}
		for _, owner := range owners {
			o.doc.owns(owner, p)
		}
	}
}
