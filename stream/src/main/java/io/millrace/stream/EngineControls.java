package io.millrace.stream;

/// The operations that change the replicated state, by what they are about.
record EngineControls(
        StreamControl streams,
        ConsumerControl consumers,
        ResourceControl resources,
        SettingControl settings,
        AccountControl accounts) {}
