// Package assetlist reads lists of assets as other tools write them: a table
// with a row per machine, or plain lines with a host name or address each.
//
// The columns are guessed from their headers, as Snipe-IT, Lansweeper, PDQ
// Inventory, Microsoft Intune, ConnectWise and people name them; a mapping given
// by hand goes before the guess. What is not mapped is named and not read. A cell
// that is empty, or says so in words ("n/a", "-", "unknown"), says nothing.
//
// Days are read as ISO 8601, with the month in words, with full stops (day
// first), and with slashes or hyphens where the list itself shows whether day or
// month comes first. Where it does not, the list is refused with a question.
package assetlist
