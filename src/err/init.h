/* SPDX-License-Identifier: Apache-2.0 */
/* The end of the library's life. */
#ifndef BIOSOCK_ERR_INIT_H
#define BIOSOCK_ERR_INIT_H

/*
 * Has what the library owns freed when the process exits, or the library is unloaded. To be called
 * by whoever comes to own something.
 */
void err_clean_at_exit(void);

#endif
