//! krok carries out written procedures on web portals step by step and proves what it did.
