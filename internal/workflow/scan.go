package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/scan"
)

// ScanOptions say which folder is looked through, and for which asset.
type ScanOptions struct {
	Folder   string
	Asset    string   // name or id; needed where the result becomes an inventory
	Slot     string   // which of the asset's inventories it replaces; "" is one named after the folder
	Exclude  []string // patterns of paths below the folder
	Declared bool     // also what lock files and manifests ask for
	MaxFiles int      // 0: scan.DefaultFiles
	MaxBytes int64    // of one file; 0: scan.DefaultBytes
	Program  string
	Progress func(domain.Progress) // nil: nobody looks
}

// Scanned says what a scan found and where it went.
type Scanned struct {
	scan.Result
	Folder   string               `json:"folder"`
	File     string               `json:"file,omitzero"` // of the SBOM, where it was written to one
	SHA256   string               `json:"sha256"`        // of the SBOM
	Snapshot *domain.SnapshotView `json:"snapshot,omitzero"`
}

// ScanFolder lists the software in a folder through syft and makes that an
// inventory of an asset. The SBOM is kept as syft wrote it. The same software
// again writes nothing. Errors: NotFound (folder, asset), Invalid (a pattern, too
// many files, nothing found), Cancelled, Storage.
func (d *Desk) ScanFolder(ctx context.Context, o ScanOptions) (Scanned, error) {
	done, err := d.writer()
	if err != nil {
		return Scanned{}, err
	}
	done() // nobody waits while files are read
	if _, err := d.findAsset(ctx, o.Asset); err != nil {
		return Scanned{}, err
	}
	out, err := scanned(ctx, o)
	if err != nil {
		return out, err
	}
	name := folderName(out.Folder)
	doc := ingest.Document{File: name + ".syft.json", Format: domain.FormatSyft, Size: int64(len(out.SBOM)), Digest: out.SHA256, Data: out.SBOM}
	view, err := d.importInventory(ctx, o.Asset, first(o.Slot, name), doc)
	if err != nil {
		return out, err
	}
	out.Snapshot = &view
	return out, nil
}

// ScanToFile lists the software in a folder through syft and writes the SBOM to a
// file in the folder to. It needs no desk. Errors: as [Desk.ScanFolder].
func ScanToFile(ctx context.Context, o ScanOptions, to string) (Scanned, error) {
	out, err := scanned(ctx, o)
	if err != nil {
		return out, err
	}
	out.File = filepath.Join(to, folderName(out.Folder)+".syft.json")
	if err := writeWhole(out.File, out.SBOM); err != nil {
		return out, &domain.Error{Kind: domain.Storage, Op: "scan", Subject: to, Code: "collect_folder", Err: err}
	}
	return out, nil
}

func scanned(ctx context.Context, o ScanOptions) (Scanned, error) {
	whole, err := filepath.Abs(o.Folder)
	if err != nil {
		return Scanned{}, err
	}
	got, err := scan.Folder(ctx, whole, scan.Options{Exclude: o.Exclude, Declared: o.Declared, MaxFiles: o.MaxFiles, MaxBytes: o.MaxBytes, Tool: "Fenceline", Version: o.Program, Progress: o.Progress})
	out := Scanned{Result: got, Folder: whole}
	if err != nil {
		return out, err
	}
	sum := sha256.Sum256(got.SBOM)
	out.SHA256 = hex.EncodeToString(sum[:])
	return out, nil
}

// folderName is the name of the inventory a folder's scan replaces: of a long path
// the end, which tells folders apart.
func folderName(folder string) string {
	const most = 80
	folder = filepath.ToSlash(folder)
	return "folder-" + fileName(folder[max(0, len(folder)-most):])
}

// ScanMachine collects the machine the desk runs on and makes that an inventory of
// its asset, which is found by the names in it, or is the one given; one that the
// desk does not have is made. Folders are looked through as well. Errors: as
// [Collect] and [Desk.ImportInventory].
func (d *Desk) ScanMachine(ctx context.Context, o CollectOptions, asset string) (CollectedFile, domain.InventoryReceipt, error) {
	done, err := d.writer()
	if err != nil {
		return CollectedFile{}, domain.InventoryReceipt{}, err
	}
	done()
	part, err := os.MkdirTemp("", "fenceline-scan-")
	if err != nil {
		return CollectedFile{}, domain.InventoryReceipt{}, &domain.Error{Kind: domain.Storage, Op: "scan", Subject: os.TempDir(), Code: "collect_folder", Err: err}
	}
	o.Out = part
	if o.Now == nil {
		o.Now = d.now
	}
	file, err := Collect(ctx, o)
	var receipt domain.InventoryReceipt
	if err == nil {
		receipt, err = d.ImportInventory(ctx, file.File, InventoryOptions{Asset: asset, Create: true})
	}
	if gone := os.RemoveAll(part); gone != nil {
		err = errors.Join(err, gone)
	}
	return file, receipt, err
}
