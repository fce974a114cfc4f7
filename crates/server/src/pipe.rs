//! A writer that survives the loss of its reader.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::AsyncWrite;
use tokio::sync::Notify;

/// tower-lsp panics when it cannot write (tower-lsp 0.20, `transport.rs`): this writer takes
/// everything, and says once that the reader is gone.
#[derive(Debug)]
pub(crate) struct Forgiving<W> {
    inner: W,
    broken: Option<Arc<Notify>>,
}

impl<W> Forgiving<W> {
    pub(crate) fn new(inner: W, broken: Arc<Notify>) -> Forgiving<W> {
        Forgiving { inner, broken: Some(broken) }
    }

    /// The result for a caller who must not see an error.
    fn forgive<T>(&mut self, result: Poll<io::Result<T>>, otherwise: T) -> Poll<io::Result<T>> {
        match result {
            Poll::Ready(Err(_)) => {
                if let Some(broken) = self.broken.take() {
                    broken.notify_one();
                }
                Poll::Ready(Ok(otherwise))
            }
            result => result,
        }
    }
}

impl<W: AsyncWrite + Unpin> AsyncWrite for Forgiving<W> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.broken.is_none() {
            return Poll::Ready(Ok(bytes.len()));
        }
        let result = Pin::new(&mut self.inner).poll_write(cx, bytes);
        self.forgive(result, bytes.len())
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.broken.is_none() {
            return Poll::Ready(Ok(()));
        }
        let result = Pin::new(&mut self.inner).poll_flush(cx);
        self.forgive(result, ())
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.inner).poll_shutdown(cx);
        self.forgive(result, ())
    }
}
