namespace Krewe.Gateway.Routing;

/// <summary>Walks over the non-empty segments of a URL's path.</summary>
internal ref struct PathSegments(ReadOnlySpan<char> path)
{
    private ReadOnlySpan<char> _rest = path.TrimStart('/');

    /// <summary>True when no segment is left; one slash at the end is no segment.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Takes the next segment.</summary>
    public bool TryNext(out ReadOnlySpan<char> segment)
    {
        var slash = _rest.IndexOf('/');
        segment = slash < 0 ? _rest : _rest[..slash];
        _rest = slash < 0 ? [] : _rest[(slash + 1)..];
        return !segment.IsEmpty;
    }
}
