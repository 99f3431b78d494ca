/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Keeps what an observer would be told, until it is known to be final, then tells it.
#ifndef ACICULA_STUDY_RECORDER_H
#define ACICULA_STUDY_RECORDER_H

#include "acicula/study/observer.h"

typedef struct aci_recorder aci_recorder;

ACI_MUST_CHECK aci_status aci_recorder_create(aci_recorder **out);
void aci_recorder_destroy(aci_recorder **recorder);

/// An observer that writes into the recorder; its `begin` forgets what was kept before. The grid of
/// the scene is borrowed until replay.
aci_observer aci_recorder_observer(aci_recorder *recorder);

/// Calls begin and all snapshots of `observer` with what was kept.
ACI_MUST_CHECK aci_status aci_recorder_replay(const aci_recorder *recorder,
                                              const aci_observer *observer);

#endif
