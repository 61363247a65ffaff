package scan

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"

	"github.com/anchore/syft/syft"
	"github.com/anchore/syft/syft/artifact"
	"github.com/anchore/syft/syft/cataloging"
	"github.com/anchore/syft/syft/cataloging/filecataloging"
	"github.com/anchore/syft/syft/cataloging/pkgcataloging"
	"github.com/anchore/syft/syft/file"
	"github.com/anchore/syft/syft/format/syftjson"
	"github.com/anchore/syft/syft/source"

	"fenceline/internal/domain"
)

// Folder lists the software in a folder. Errors: NotFound (the folder), Invalid (a
// pattern, more files than may be), Cancelled, Internal (the library).
func Folder(ctx context.Context, folder string, o Options) (Result, error) {
	if o.MaxFiles == 0 {
		o.MaxFiles = DefaultFiles
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = DefaultBytes
	}
	if o.Progress == nil {
		o.Progress = func(domain.Progress) {}
	}
	var out Result
	found, err := walk(ctx, folder, &o, &out)
	if err != nil {
		return out, err
	}
	root, err := opened(folder)
	if err != nil {
		return out, err
	}
	defer root.Close()
	files := &resolver{ctx: ctx, root: root, found: found, progress: o.Progress, places: map[string]file.Location{}}
	made, err := syft.CreateSBOM(ctx, &directory{folder, files}, config(&o))
	switch {
	case ctx.Err() != nil:
		return out, cancelled(folder)
	case err != nil:
		return out, &domain.Error{Kind: domain.Internal, Op: op, Subject: folder, Code: CodeLibrary, Err: err}
	}
	out.Packages, out.Unread = made.Artifacts.Packages.PackageCount(), len(made.Artifacts.Unknowns)
	out.Closed += int(files.closed.Load())
	var text bytes.Buffer
	if err := syftjson.NewFormatEncoder().Encode(&text, *made); err != nil {
		return out, &domain.Error{Kind: domain.Internal, Op: op, Subject: folder, Code: CodeLibrary, Err: err}
	}
	out.SBOM = text.Bytes()
	return out, nil
}

// Catalogers that are left out: rpm's and Nix's want a database engine (package
// collect reads rpm's databases), and an SBOM that lies in the folder says what
// somebody wrote, not what is there.
var leftOut = []string{"rpm-db-cataloger", "nix-cataloger", "nix-store-cataloger", "sbom-cataloger"}

// config is syft's, without anything that dials, starts a program or reads outside
// of the folder.
func config(o *Options) *syft.CreateSBOMConfig {
	c := syft.DefaultCreateSBOMConfig()
	p := &c.Packages
	p.Golang = p.Golang.WithSearchRemoteLicenses(false).WithSearchLocalModCacheLicenses(false).WithSearchLocalVendorLicenses(false).WithUsePackagesLib(false)
	p.JavaArchive = p.JavaArchive.WithUseNetwork(false).WithUseMavenLocalRepository(false)
	p.JavaScript = p.JavaScript.WithSearchRemoteLicenses(false)
	p.Python = p.Python.WithSearchRemoteLicenses(false)
	kinds := []string{pkgcataloging.ImageTag}
	if o.Declared {
		kinds = append(kinds, pkgcataloging.DirectoryTag)
	}
	c.CatalogerSelection = cataloging.NewSelectionRequest().WithDefaults(kinds...).WithRemovals(leftOut...)
	c.Files = filecataloging.DefaultConfig().WithSelection(file.NoFilesSelection)
	c.Parallelism = 1 // catalogers in turn: side by side each holds the files it reads
	c.ToolName, c.ToolVersion = o.Tool, strings.TrimSpace(o.Version)
	return c
}

// directory is a folder as a source of syft.
type directory struct {
	folder string
	files  *resolver
}

func (d *directory) ID() artifact.ID { return artifact.ID(filepath.ToSlash(d.folder)) }

func (d *directory) Describe() source.Description {
	return source.Description{ID: string(d.ID()), Name: d.folder, Metadata: source.DirectoryMetadata{Path: d.folder}}
}

func (d *directory) FileResolver(source.Scope) (file.Resolver, error) { return d.files, nil }

func (d *directory) Close() error { return nil }
