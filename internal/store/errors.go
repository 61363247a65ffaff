package store

import (
	"errors"

	"fenceline/internal/domain"
)

// Codes of the errors this room makes. Parameters: name (what was asked for),
// and those named beside the code.
const (
	CodeNoDesk          domain.Code = "no_desk"
	CodeNoAsset         domain.Code = "no_such_asset"
	CodeNoOriginal      domain.Code = "no_such_original"
	CodeNoArrival       domain.Code = "no_such_arrival"
	CodeNoAdvisory      domain.Code = "no_such_advisory"
	CodeNoSource        domain.Code = "no_such_source"
	CodeNoTask          domain.Code = "no_such_task"
	CodeNoTarget        domain.Code = "no_such_target" // task, asset
	CodeNoReceipt       domain.Code = "no_such_receipt"
	CodeNoException     domain.Code = "no_such_exception"
	CodeNoVEX           domain.Code = "no_such_decision"
	CodeNoPerson        domain.Code = "no_such_person"
	CodeNoMatchRun      domain.Code = "no_such_match_run"
	CodeAssetAmbiguous  domain.Code = "asset_name_ambiguous" // count
	CodeCorruptRecord   domain.Code = "corrupt_record"       // key
	CodeCorruptOriginal domain.Code = "corrupt_original"     // digest
	CodeLogBroken       domain.Code = "log_broken"           // seq
	CodeLogTruncated    domain.Code = "log_truncated"        // have, want
	CodeNotAsLogged     domain.Code = "not_as_logged"        // key
	CodeNewerStore      domain.Code = "newer_store"          // have, want, program
	CodeNotAStore       domain.Code = "not_a_store"
	CodeMigrationBackup domain.Code = "migration_needs_backup" // have, want
	CodeTooLarge        domain.Code = "record_too_large"       // what, have, limit
	CodeStoreBusy       domain.Code = "store_busy"             // path
	CodeStoreReadOnly   domain.Code = "store_read_only"
	CodeStoreCorrupt    domain.Code = "store_corrupt" // path
	CodeStoreFailed     domain.Code = "store_failed"  // path
	CodeStoreClosed     domain.Code = "store_closed"
)

// Codes lists every code of this room, so that a test can ask for a sentence
// to each.
func Codes() []domain.Code {
	return []domain.Code{
		CodeNoDesk, CodeNoAsset, CodeNoOriginal, CodeNoArrival, CodeNoAdvisory, CodeNoSource, CodeNoTask,
		CodeNoTarget, CodeNoReceipt, CodeNoException, CodeNoVEX, CodeNoPerson, CodeNoMatchRun, CodeAssetAmbiguous, CodeCorruptRecord, CodeCorruptOriginal, CodeLogBroken,
		CodeLogTruncated, CodeNotAsLogged, CodeNewerStore, CodeNotAStore, CodeMigrationBackup, CodeTooLarge, CodeStoreBusy,
		CodeStoreReadOnly, CodeStoreCorrupt, CodeStoreFailed, CodeStoreClosed,
	}
}

// NotFoundKey is the error of an engine for an absent key.
func NotFoundKey(key string) error {
	return &domain.Error{Kind: domain.NotFound, Op: "get", Subject: key, Err: errAbsent}
}

var errAbsent = errors.New("no such key")

func corruptRecord(key string, err error) error {
	return &domain.Error{
		Kind: domain.Corrupt, Op: "read record", Place: key, Code: CodeCorruptRecord,
		Params: domain.Params{"key": key}, Err: err,
	}
}

func missing(op, name string, code domain.Code) error {
	return &domain.Error{Kind: domain.NotFound, Op: op, Subject: name, Code: code, Params: domain.Params{"name": name}}
}

// Cancelled is the error of an engine whose context is done.
func Cancelled(op string, err error) error {
	return &domain.Error{Kind: domain.Cancelled, Op: op, Err: err}
}
