/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A fresh folder with the name of a file in it.
#ifndef ACICULA_TESTS_SUPPORT_FOLDER_H
#define ACICULA_TESTS_SUPPORT_FOLDER_H

typedef struct folder {
    char directory[64], path[96]; ///< of the file, which does not exist yet
} folder;

folder folder_make(const char *file);

/// Removes the file, where it is, and the folder; asserts that nothing else is left in it.
void folder_remove(const folder *made);

#endif
