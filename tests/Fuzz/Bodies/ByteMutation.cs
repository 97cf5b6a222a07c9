namespace Krewe.Fuzz.Bodies;

/// <summary>Damages bytes.</summary>
internal static class ByteMutation
{
    private static ReadOnlySpan<byte> Marks => "{}[]\":,\\-#&*!|>%@`\0\n\t"u8;

    /// <summary>A copy with a few changes: bytes flipped, inserted, repeated, cut off.</summary>
    public static byte[] Apply(byte[] bytes, Random random)
    {
        var list = new List<byte>(bytes);
        for (var i = random.Next(1, 6); i > 0 && list.Count > 0; i--)
        {
            var at = random.Next(list.Count);
            switch (random.Next(6))
            {
                case 0:
                    list[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    list[at] = (byte)random.Next(256);
                    break;
                case 2:
                    list.Insert(at, Marks[random.Next(Marks.Length)]);
                    break;
                case 3:
                    list.RemoveRange(at, Math.Min(list.Count - at, random.Next(1, 8)));
                    break;
                case 4:
                    var count = Math.Min(list.Count - at, random.Next(1, 64));
                    list.InsertRange(at, list.GetRange(at, count));
                    break;
                default:
                    if (random.Next(10) == 0)
                        list.RemoveRange(at, list.Count - at);
                    break;
            }
        }
        return [.. list];
    }
}
