package io.millrace.stream;

/// The operations that change the replicated state, by what they are about, and how often each may
/// be called.
record EngineControls(
        StreamControl streams,
        ConsumerControl consumers,
        ResourceControl resources,
        SettingControl settings,
        AccountControl accounts,
        CallRates rates) {}
