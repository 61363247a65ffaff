//go:build cgo

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/workflow"
)

// addAsset puts an asset of the given facts on the list.
func (d deskSource) addAsset(ctx context.Context, facts map[string]string) (string, error) {
	set, err := d.facts(ctx, facts)
	if err != nil {
		return "", err
	}
	var a domain.Asset
	if err := set(&a); err != nil {
		return "", err
	}
	a, err = d.Desk.AddAsset(ctx, a)
	return a.ID, err
}

// AssetFindings lists what is found on one asset, at most limit.
func (d deskSource) AssetFindings(ctx context.Context, id string, limit int) ([]domain.FindingView, int, error) {
	return d.Desk.Findings(ctx, workflow.FindingFilter{Asset: id, Limit: limit})
}

func (d deskSource) EditAssets(ctx context.Context, ids []string, facts map[string]string) error {
	set, err := d.facts(ctx, facts)
	if err != nil {
		return err
	}
	_, err = d.SetAssets(ctx, ids, set)
	return err
}

// facts gives what sets the facts, as said by whoever sits at the desk now.
func (d deskSource) facts(ctx context.Context, facts map[string]string) (func(*domain.Asset) error, error) {
	who, err := d.Who(ctx)
	if err != nil {
		return nil, err
	}
	at := d.Now()
	return func(a *domain.Asset) error {
		for _, field := range domain.AssetFields {
			value, ok := facts[field.Name]
			if !ok {
				continue
			}
			checked, err := field.Check(value)
			if err != nil {
				return err
			}
			if err := field.Set(a, checked, who, at); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// Scan looks through this computer or a folder and leaves the result in a file of its
// own, so that a person sees it before the desk has it.
func (deskSource) Scan(ctx context.Context, wish screen.ScanWish, progress func(domain.Progress)) (screen.ScanFound, error) {
	part, err := os.MkdirTemp("", "fenceline-scan-")
	if err != nil {
		return screen.ScanFound{}, &domain.Error{Kind: domain.Storage, Op: "scan", Subject: os.TempDir(), Code: "collect_folder", Err: err}
	}
	found, err := scanInto(ctx, part, wish, progress)
	if err != nil {
		_ = os.RemoveAll(part)
	}
	return found, err
}

func scanInto(ctx context.Context, part string, wish screen.ScanWish, progress func(domain.Progress)) (screen.ScanFound, error) {
	if wish.Folder == "" {
		got, err := workflow.Collect(ctx, workflow.CollectOptions{Out: part, Folders: wish.Folders, Exclude: wish.Exclude, Program: "Fenceline " + version, Now: time.Now, Progress: progress})
		return screen.ScanFound{Path: got.File, Machine: got.Machine, System: got.System, Software: got.Packages + got.Programs + got.Software, Notes: got.Notes}, err
	}
	got, err := workflow.ScanToFile(ctx, workflow.ScanOptions{Folder: wish.Folder, Exclude: wish.Exclude, Declared: wish.Declared, Program: "Fenceline " + version, Progress: progress}, part)
	return screen.ScanFound{
		Path: got.File, Slot: strings.TrimSuffix(filepath.Base(got.File), ".syft.json"), Software: got.Packages,
		Files: got.Files, Excluded: got.Excluded, Unread: got.Links + got.Special + got.Large + got.Closed + got.Unread,
	}, err
}

// Drop takes the folder of a scan's result away.
func (deskSource) Drop(found screen.ScanFound) {
	if found.Path != "" {
		_ = os.RemoveAll(filepath.Dir(found.Path))
	}
}
