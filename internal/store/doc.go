// Package store keeps the desk's records under ordered keys of an [Engine].
//
// It knows what is kept and where: the key layout (keys.go), the form of a
// value (codec.go), the indexes that must change together with a record, the
// schema number and its migrations. It knows nothing of files, disks or
// networks; an engine does, see package store/bolt. What every engine promises
// is tested by package store/storetest.
//
// All reading happens inside [Store.View], all writing inside [Store.Update] or
// one of the few Store methods that write things too large for one transaction:
// originals, inventories, findings. [Batch] packs many small writes into as few
// transactions as the limits allow. A closure given to Update may run more than
// once, so it must not read a clock, draw random numbers, do input or output, or
// count in variables it does not reset: ids and instants come from outside. Do
// not open a transaction inside another one.
//
// A generation is a state of an asset's inventory or findings, written before
// anything points at it; [Current] points at those that count. Whoever writes
// one names it by its content (a hash), so that equal content is written once
// and a rebuilt store has the same keys.
//
// Keys are for finding, values are for reading: no code takes a name out of a
// key, since long names are hashed there.
package store
