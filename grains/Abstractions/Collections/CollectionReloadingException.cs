using Orleans;

namespace Krewe.Grains.Collections;

/// <summary>The collection has lost its place to another writer, or its storage, and reads everything anew. Try again in a moment.</summary>
[GenerateSerializer, Alias("krewe.CollectionReloadingException")]
public sealed class CollectionReloadingException : Exception
{
    /// <summary>Without details.</summary>
    public CollectionReloadingException() : base("a collection is being reloaded, try again")
    {
    }

    /// <summary>With a message of one's own.</summary>
    public CollectionReloadingException(string message) : base(message)
    {
    }

    /// <summary>With a message of one's own and the cause.</summary>
    public CollectionReloadingException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
