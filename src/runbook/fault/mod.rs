//! Everything that can be wrong with a file, each with its words in both languages.

mod asked;
mod destroy;
mod effect;
mod file;
mod grammar;
mod instruction;
mod manual;
mod portal;
mod record;
mod saying;
mod scope;
mod shape;
mod source;
mod step;
mod text;
mod visit;
mod words;

pub use asked::AskedFault;
pub use destroy::DestroyFault;
pub use effect::EffectFault;
pub use file::FileFault;
pub use grammar::{Part, Shape, Wanted};
pub use instruction::InstructionFault;
pub use manual::ManualFault;
pub use portal::PortalFault;
pub use record::RecordFault;
pub use scope::ScopeFault;
pub use shape::ShapeFault;
pub use source::SourceFault;
pub use step::StepFault;
pub use text::TextFault;
pub use visit::VisitFault;
pub use words::Words;
