// Package workflow is the desk: one method for each thing a person does.
//
// It is the only room that opens transactions and the only one that has a clock.
// A verb reads what it needs, lets the pure rooms decide, and writes in one
// transaction where the change is small; what is large is written first under
// names nobody points at yet, and one small transaction makes it count. Work
// that is left over is kept under "pending" and taken up again by the next
// [Open], so a crash loses nothing that was reported as done.
package workflow
