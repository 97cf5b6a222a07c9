using System.ComponentModel;

namespace Krewe.EmbeddedSilo.CodeGeneration;

/// <summary>A call that answers with a stream of results; each enumeration of the answer runs the method anew.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StreamSource<T>
{
    /// <summary>The method that is called.</summary>
    public abstract GrainMethod Method { get; }

    /// <summary>Calls the method.</summary>
    public abstract IAsyncEnumerable<T> Open(object target, CancellationToken cancellationToken);
}
