"""Documents that leave the program: workbooks and text documents."""
