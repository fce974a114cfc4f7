//! Small signs on tasks and events, each in a box of 14 by 14 pixels.

use crate::geometry::Point;
use crate::xml::Xml;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Icon {
    Person,
    Gear,
    Database,
    Pen,
    Table,
    Shield,
    Clock,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Person => "M7 6.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM1 13.5c0-3.5 2.4-5.5 6-5.5s6 2 6 5.5z",
            Icon::Gear => {
                "M7 4.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM7 .8v2M7 11.2v2M.8 7h2M11.2 7h2M2.6 2.6l1.5 1.5\
                 M9.9 9.9l1.5 1.5M11.4 2.6L9.9 4.1M4.1 9.9l-1.5 1.5"
            }
            Icon::Database => {
                "M1.5 3c0-1.2 2.5-2.2 5.5-2.2s5.5 1 5.5 2.2-2.5 2.2-5.5 2.2S1.5 4.2 1.5 3zv8c0 1.2 2.5 2.2 5.5 2.2\
                 s5.5-1 5.5-2.2V3M1.5 7c0 1.2 2.5 2.2 5.5 2.2s5.5-1 5.5-2.2"
            }
            Icon::Pen => "M1 13l.8-3.6L9.6 1.6l2.8 2.8-7.8 7.8zM8 3.2L10.8 6",
            Icon::Table => "M1 2h12v10H1zM1 5.3h12M1 8.7h12M5 5.3V12",
            Icon::Shield => {
                "M7 .7l5.5 2v4.2c0 3.3-2.4 5.4-5.5 6.4-3.1-1-5.5-3.1-5.5-6.4V2.7zM4.4 7l2 2 3.4-3.8"
            }
            Icon::Clock => "M7 .8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 7 .8zM7 3.4V7l2.6 1.6",
        }
    }

    /// Draws the sign with its upper left corner at `at`, `percent` of its size.
    pub(super) fn draw(self, xml: &mut Xml, at: Point, percent: i32, stroke: &str, fill: &str) {
        let scale = match percent {
            100 => String::new(),
            _ => format!(" scale({}.{:02})", percent / 100, percent % 100),
        };
        xml.leaf(
            "path",
            &[
                ("transform", &format!("translate({} {}){scale}", at.x, at.y)),
                ("d", self.path()),
                ("fill", fill),
                ("stroke", stroke),
                ("stroke-width", "1.2"),
                ("stroke-linejoin", "round"),
                ("stroke-linecap", "round"),
            ],
        );
    }
}
