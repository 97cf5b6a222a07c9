namespace Krewe.Planning.Scheduling.Board;

/// <summary>Breaks ties by lot: the same seed draws the same lots, whatever the order of the nodes.</summary>
internal static class Lots
{
    /// <summary>A number for a name.</summary>
    public static ulong Digest(string name)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var character in name)
            hash = (hash ^ character) * 0x100000001B3;
        return hash;
    }

    /// <summary>The lot of a node in one draw.</summary>
    public static ulong Draw(ulong draw, ulong node)
    {
        var mixed = (draw ^ node) * 0x9E3779B97F4A7C15;
        mixed ^= mixed >> 32;
        return mixed * 0xBF58476D1CE4E5B9;
    }
}
