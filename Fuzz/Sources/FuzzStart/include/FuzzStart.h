// Nothing to import: libFuzzer finds `LLVMFuzzerInitialize` by its name.
