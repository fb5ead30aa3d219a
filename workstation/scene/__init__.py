"""What a viewport shows, without a screen: views, camera, layout, linking, reference lines."""
