using Krewe.EmbeddedSilo.CodeGeneration;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>Calls that wait, in their order, linked through themselves.</summary>
internal struct WaitingRequests
{
    private GrainRequest? _last;
    private int _count;

    public GrainRequest? First { get; private set; }

    public readonly int Count => Volatile.Read(in _count);

    public void Add(GrainRequest request)
    {
        request.Next = null;
        if (_last is null)
            First = request;
        else
            _last.Next = request;
        _last = request;
        _count++;
    }

    public GrainRequest Take()
    {
        var request = First!;
        First = (GrainRequest?)request.Next;
        if (First is null)
            _last = null;
        request.Next = null;
        _count--;
        return request;
    }

    /// <summary>Empties the queue.</summary>
    /// <returns>The first call, with the others linked to it.</returns>
    public GrainRequest? TakeAll()
    {
        var first = First;
        this = default;
        return first;
    }
}
